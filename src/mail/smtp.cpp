#include "mail/smtp.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string_view>

#include <curl/curl.h>

namespace loyalty::mail {
namespace {

// Made once, before any other use; never given back, because threads may still be at work when the program
// ends. A server that hangs up is an outcome, and must not end the program by a signal.
void prepare_library() {
  static const CURLcode prepared = [] {
    std::signal(SIGPIPE, SIG_IGN);
    return curl_global_init(CURL_GLOBAL_DEFAULT);
  }();
  if (prepared != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

struct CloseHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

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

// After the slash stands the name that we say we are: not that of the machine.
std::string make_url(const Server& server, const Envelope& envelope) {
  const std::string scheme = server.security == Security::tls ? "smtps://" : "smtp://";
  const auto host = envelope.from.substr(envelope.from.rfind('@') + 1);
  return scheme + server.host + ":" + std::to_string(server.port) + "/" + host;
}

void set_security(CURL* handle, const Server& server) {
  curl_easy_setopt(handle, CURLOPT_USE_SSL,
                   server.security == Security::none ? long{CURLUSESSL_NONE} : long{CURLUSESSL_ALL});
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!server.authorities.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, server.authorities.c_str());
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

DeliveryReport deliver(const Server& server, const Envelope& envelope, const DeliveryTimes& times) {
  prepare_library();
  const std::unique_ptr<CURL, CloseHandle> handle(curl_easy_init());
  if (!handle) throw std::runtime_error("libcurl has no handle left");
  const auto url = make_url(server, envelope);
  const auto from = "<" + envelope.from + ">";
  const auto to = "<" + envelope.to + ">";
  const std::unique_ptr<curl_slist, FreeList> recipients(curl_slist_append(nullptr, to.c_str()));
  Reading reading{envelope.content};
  auto* const curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
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
  const auto outcome = curl_easy_perform(curl);
  long reply = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
  return judge(outcome, reply, reading.is_done());
}

}  // namespace loyalty::mail
