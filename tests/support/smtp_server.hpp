// A mail server of the tests on the loopback: takes mails, or says no as it is told to.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/certificate.hpp"

namespace loyalty::test {

enum class Encryption { none, starttls, tls };

struct ReceivedMail {
  std::string greeting;  // the name after EHLO
  std::string sign_in;   // what AUTH PLAIN said, in base64
  std::string from;      // between the angles
  std::string to;
  std::string content;  // as it was written, without what keeps dots apart
  bool is_encrypted = false;
};

class SmtpServer {
 public:
  explicit SmtpServer(Encryption encryption = Encryption::none);
  ~SmtpServer();
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  std::uint16_t port() const { return port_; }
  // The certificate of an encrypted one, which is its own authority.
  std::string certificate() const;
  // From now on what the verb is answered with ("RCPT": "550 no such user"). CONNECT is the greeting, CONTENT
  // the end of a mail. "hang" is no answer at all, "" the usual one.
  void answer(const std::string& verb, const std::string& reply);
  std::vector<ReceivedMail> mails() const;
  int connections() const { return connections_; }
  // Whether so many mails are there within ten seconds.
  bool wait_for(std::size_t count) const;

 private:
  class Talk;

  void serve();
  std::string reply_to(const std::string& verb, const std::string& usual) const;
  void keep(ReceivedMail mail);

  Encryption encryption_;
  std::optional<Certificate> certificate_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> client_ = -1;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> is_stopping_ = false;
  mutable std::mutex mutex_;
  std::map<std::string, std::string> replies_;
  std::vector<ReceivedMail> mails_;
  std::thread thread_;
};

}  // namespace loyalty::test
