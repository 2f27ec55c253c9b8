// One request on its way: what libcurl is told, and what it tells.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "outgoing/courier.hpp"
#include "outgoing/http.hpp"
#include "outgoing/library.hpp"

namespace loyalty::outgoing {

class Exchange {
 public:
  Exchange(HttpRequest request, Courier::Callback done, std::chrono::steady_clock::time_point now);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // What is wrong with the request before anybody is asked.
  std::optional<Failure> find_fault();

  // Requests to the same place may share connections. Known once there is no fault.
  const std::string& place() const { return place_; }
  std::size_t at_once_max() const { return request_.at_once_max; }
  std::chrono::steady_clock::time_point deadline() const { return deadline_; }

  // A handle with all that the request needs; it lives as long as this.
  CURL* begin();
  CURL* handle() const { return handle_.get(); }
  // Whether it has got a connection, so that it is known what that can do.
  bool is_connected() const { return is_connected_; }

  // One of them, once: calls back.
  void end(CURLcode code);
  void end(Failure failure) { done_(std::move(failure)); }

 private:
  void set_method();
  void set_callbacks();
  HttpResponse read_response();
  HttpOutcome judge(CURLcode code);
  // Whether the request may go there.
  bool admits(std::string_view range);

  static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* self);
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int look_at_connection(void* self, char* to_address, char* from_address, int to_port, int from_port);

  HttpRequest request_;
  Courier::Callback done_;
  std::chrono::steady_clock::time_point deadline_;
  std::string place_;
  List headers_;
  Handle handle_;
  std::string body_;
  std::size_t header_bytes_ = 0;
  std::string_view refused_range_;
  bool is_connected_ = false;
  bool is_too_large_ = false;
};

}  // namespace loyalty::outgoing
