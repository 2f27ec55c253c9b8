#include "outgoing/library.hpp"

#include <csignal>
#include <stdexcept>
#include <string>

namespace loyalty::outgoing {

// Never given back, because threads may still be at work when the program ends.
void prepare_library() {
  static const CURLcode prepared = [] {
    std::signal(SIGPIPE, SIG_IGN);
    return curl_global_init(CURL_GLOBAL_DEFAULT);
  }();
  if (prepared != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

Handle make_handle(const std::string& authorities) {
  prepare_library();
  Handle handle(curl_easy_init());
  if (!handle) throw std::runtime_error("libcurl has no handle left");
  auto* const curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  // Otherwise it would wait for a name server that does not answer.
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  if (!authorities.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, authorities.c_str());
  return handle;
}

}  // namespace loyalty::outgoing
