#include "support/smtp_server.hpp"

#include <chrono>
#include <optional>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace loyalty::test {
namespace {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

std::string between_angles(const std::string& line) {
  const auto from = line.find('<');
  return line.substr(from + 1, line.find('>') - from - 1);
}

}  // namespace

// One connection.
class SmtpServer::Talk {
 public:
  Talk(SmtpServer& server, int socket) : server_(server), socket_(socket) {}

  void run() {
    if (server_.encryption_ == Encryption::tls && !encrypt()) return;
    if (!say("CONNECT", "220 ready")) return;
    while (const auto line = read_line()) {
      if (!obey(*line)) return;
    }
  }

 private:
  bool obey(const std::string& line) {
    const auto verb = line.substr(0, line.find(' '));
    if (verb == "EHLO") return greet(line.substr(std::min<std::size_t>(line.size(), 5)));
    if (verb == "STARTTLS") return say(verb, "220 go on") && encrypt();
    if (verb == "AUTH") return sign_in();
    if (verb == "MAIL") mail_.from = between_angles(line);
    if (verb == "RCPT") mail_.to = between_angles(line);
    if (verb == "DATA") return say(verb, "354 go on") && (!is_agreed_ || take_content());
    if (verb == "QUIT") return say(verb, "221 bye") && false;
    return say(verb, "250 fine");
  }

  bool greet(const std::string& name) {
    mail_.greeting = name;
    const bool offers = server_.encryption_ == Encryption::starttls && !ssl_;
    return say("EHLO", std::string("250-here\r\n") + (offers ? "250-STARTTLS\r\n" : "") +
                           "250-SMTPUTF8\r\n250-8BITMIME\r\n250 AUTH PLAIN");
  }

  bool sign_in() {
    if (!say("PASSWORD", "334 ")) return false;
    const auto line = read_line();
    if (!line) return false;
    mail_.sign_in = *line;
    return say("AUTH", "235 welcome");
  }

  bool take_content() {
    std::string content;
    while (true) {
      const auto line = read_line();
      if (!line) return false;
      if (*line == ".") break;
      content += (line->starts_with('.') ? line->substr(1) : *line) + "\r\n";
    }
    mail_.content = std::move(content);
    mail_.is_encrypted = ssl_ != nullptr;
    // Kept before it is said: who is told looks for it.
    if (server_.reply_to("CONTENT", "250").starts_with("250")) server_.keep(mail_);
    return say("CONTENT", "250 taken");
  }

  // False when the connection is over.
  bool say(const std::string& verb, const std::string& usual) {
    const auto reply = server_.reply_to(verb, usual);
    is_agreed_ = reply == usual;
    if (reply == "hang") {
      (void)read_line();
      return false;
    }
    return write(reply + "\r\n");
  }

  bool encrypt() {
    context_.reset(SSL_CTX_new(TLS_server_method()));
    const auto certificate = server_.certificate();
    const auto key = server_.certificate_->key();
    SSL_CTX_use_certificate_file(context_.get(), certificate.c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_use_PrivateKey_file(context_.get(), key.c_str(), SSL_FILETYPE_PEM);
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_fd(ssl_.get(), socket_);
    return SSL_accept(ssl_.get()) == 1;
  }

  std::optional<std::string> read_line() {
    while (true) {
      const auto end = buffer_.find("\r\n");
      if (end != std::string::npos) {
        auto line = buffer_.substr(0, end);
        buffer_.erase(0, end + 2);
        return line;
      }
      char bytes[4096];
      const auto count = ssl_ ? SSL_read(ssl_.get(), bytes, sizeof bytes)
                              : static_cast<int>(recv(socket_, bytes, sizeof bytes, 0));
      if (count <= 0) return std::nullopt;
      buffer_.append(bytes, static_cast<std::size_t>(count));
    }
  }

  bool write(const std::string& text) {
    const auto size = static_cast<int>(text.size());
    return (ssl_ ? SSL_write(ssl_.get(), text.data(), size)
                 : static_cast<int>(send(socket_, text.data(), text.size(), MSG_NOSIGNAL))) == size;
  }

  SmtpServer& server_;
  int socket_;
  std::unique_ptr<SSL_CTX, FreeContext> context_;
  std::unique_ptr<SSL, FreeSsl> ssl_;
  std::string buffer_;
  ReceivedMail mail_;
  bool is_agreed_ = true;
};

SmtpServer::SmtpServer(Encryption encryption) : encryption_(encryption) {
  if (encryption != Encryption::none) certificate_.emplace("mail");
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, plain, size) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, plain, &size) != 0) {
    throw std::runtime_error("no port for a mail server");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

SmtpServer::~SmtpServer() {
  is_stopping_ = true;
  shutdown(listener_, SHUT_RDWR);
  if (const int client = client_; client >= 0) shutdown(client, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

std::string SmtpServer::certificate() const { return certificate_->certificate(); }

void SmtpServer::answer(const std::string& verb, const std::string& reply) {
  const std::lock_guard lock(mutex_);
  replies_[verb] = reply;
}

std::vector<ReceivedMail> SmtpServer::mails() const {
  const std::lock_guard lock(mutex_);
  return mails_;
}

bool SmtpServer::wait_for(std::size_t count) const {
  for (int i = 0; i < 1'000; ++i) {
    if (mails().size() >= count) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  return false;
}

void SmtpServer::serve() {
  while (!is_stopping_) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    client_ = client;
    ++connections_;
    if (!is_stopping_) Talk(*this, client).run();
    client_ = -1;
    close(client);
  }
}

std::string SmtpServer::reply_to(const std::string& verb, const std::string& usual) const {
  const std::lock_guard lock(mutex_);
  const auto found = replies_.find(verb);
  return found == replies_.end() || found->second.empty() ? usual : found->second;
}

void SmtpServer::keep(ReceivedMail mail) {
  const std::lock_guard lock(mutex_);
  mails_.push_back(std::move(mail));
}

}  // namespace loyalty::test
