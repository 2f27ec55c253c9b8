// Reads one request out of a connection's bytes: Beast's parser, with the stricter checks that keep requests
// from being smuggled past proxies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include "http/message.hpp"
#include "http/server.hpp"

namespace loyalty::http {

inline constexpr std::size_t header_fields_max = 100;
inline constexpr std::size_t method_bytes_max = 32;

class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  enum class Progress { needs_more, complete, failed };

  // Fills method, path, query, headers and body of `request`. Both must outlive the parser.
  RequestParser(const Limits& limits, Request& request);

  // Takes what it can use off `bytes`.
  Progress advance(boost::beast::flat_buffer& bytes);

  EdgeFailure failure() const { return failure_; }  // why `advance` failed
  bool is_http_1_0() const { return version_ == 10; }
  // Whether the client waits for "100 Continue" before it sends the body.
  bool expects_continue() const { return expects_continue_; }

 private:
  using error_code = boost::beast::error_code;
  using text = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb verb, text method, text target, int version,
                       error_code& fault) override;
  void on_response_impl(int, text, int, error_code&) override {}
  void on_field_impl(boost::beast::http::field field, text name, text value, error_code& fault) override;
  void on_header_impl(error_code& fault) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(text bytes, error_code& fault) override;
  void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t remaining, text bytes, error_code& fault) override;
  void on_finish_impl(error_code&) override {}

  // Ends the parse: Beast passes `fault` through, the failure says why.
  void refuse(EdgeFailure failure, error_code& fault);
  void check_framing_field(boost::beast::http::field field, text value, error_code& fault);
  Progress fail(EdgeFailure failure);
  Progress await_more(const boost::beast::flat_buffer& bytes);

  const Limits& limits_;
  Request& request_;
  std::size_t header_bytes_ = 0;  // consumed so far
  int version_ = 11;
  std::uint8_t host_fields_ = 0;
  std::uint8_t length_fields_ = 0;
  bool has_encoding_ = false;
  bool has_expectation_ = false;
  bool expects_continue_ = false;
  bool has_target_ = false;
  bool has_header_ = false;
  bool has_failed_ = false;
  EdgeFailure failure_ = EdgeFailure::malformed_request;
};

}  // namespace loyalty::http
