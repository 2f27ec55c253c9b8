#include "outgoing/smtp.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "outgoing/library.hpp"

namespace loyalty::outgoing {
namespace {

struct Reading {
  std::string_view left;
  bool is_done() const { return left.empty(); }
};

std::size_t read_content(char* buffer, std::size_t size, std::size_t count, void* context) {
  auto& reading = *static_cast<Reading*>(context);
  const std::size_t bytes = std::min(size * count, reading.left.size());
  std::memcpy(buffer, reading.left.data(), bytes);
  reading.left.remove_prefix(bytes);
  return bytes;
}

// Called at least once a second.
int look_for_stop(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(context)->stop_requested() ? 1 : 0;
}

// After the slash stands the name that we say we are: not that of the machine.
std::string make_url(const SmtpServer& server, const Envelope& envelope) {
  const std::string scheme = server.security == Security::tls ? "smtps://" : "smtp://";
  const auto host = envelope.from.substr(envelope.from.rfind('@') + 1);
  return scheme + server.host + ":" + std::to_string(server.port) + "/" + host;
}

void set_security(CURL* handle, const SmtpServer& server) {
  curl_easy_setopt(handle, CURLOPT_USE_SSL,
                   server.security == Security::none ? long{CURLUSESSL_NONE} : long{CURLUSESSL_ALL});
  if (server.user.empty()) return;
  curl_easy_setopt(handle, CURLOPT_USERNAME, server.user.c_str());
  curl_easy_setopt(handle, CURLOPT_PASSWORD, server.password.c_str());
}

// Codes by which a server says that it does not know who we are, or that it is closing.
bool is_about_us(long reply) {
  return reply == 421 || reply == 530 || reply == 534 || reply == 535 || reply == 538;
}

DeliveryReport judge(CURLcode outcome, long reply, bool was_read) {
  if (outcome == CURLE_OK) return {.delivery = Delivery::delivered, .reason = {}};
  if (outcome == CURLE_ABORTED_BY_CALLBACK) {
    return {.delivery = Delivery::unreachable, .reason = "the program stops"};
  }
  DeliveryReport report{.delivery = Delivery::unreachable, .reason = curl_easy_strerror(outcome)};
  // MAIL, RCPT and DATA end so; what a server answers later is about the content.
  const bool is_about_mail = outcome == CURLE_SEND_ERROR || (outcome == CURLE_WEIRD_SERVER_REPLY && was_read);
  if (!is_about_mail || reply < 400 || is_about_us(reply)) {
    if (reply >= 400) report.reason += " (" + std::to_string(reply) + ")";
    return report;
  }
  report.delivery = reply < 500 ? Delivery::put_off : Delivery::refused;
  report.reason = "the server answered " + std::to_string(reply);
  return report;
}

}  // namespace

DeliveryReport deliver(const SmtpServer& server, const Envelope& envelope, const DeliveryTimes& times,
                       const std::stop_token& stop) {
  const auto handle = make_handle(server.authorities);
  const auto url = make_url(server, envelope);
  const auto from = "<" + envelope.from + ">";
  const auto to = "<" + envelope.to + ">";
  const List recipients(curl_slist_append(nullptr, to.c_str()));
  Reading reading{envelope.content};
  auto* const curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(std::chrono::milliseconds(times.connect).count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
                   static_cast<long>(std::chrono::milliseconds(times.whole).count()));
  set_security(curl, server);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_content);
  curl_easy_setopt(curl, CURLOPT_READDATA, &reading);
  auto asked = stop;
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_for_stop);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &asked);
  const auto outcome = curl_easy_perform(curl);
  long reply = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
  return judge(outcome, reply, reading.is_done());
}

}  // namespace loyalty::outgoing
