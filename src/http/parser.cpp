#include "http/parser.hpp"

#include <algorithm>
#include <cstring>

#include <boost/beast/http/error.hpp>

#include "base/text.hpp"
#include "http/header_text.hpp"
#include "http/target.hpp"

namespace loyalty::http {
namespace {

namespace beast_http = boost::beast::http;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

std::string_view view(const boost::beast::flat_buffer& bytes) {
  const auto data = bytes.data();
  return {static_cast<const char*>(data.data()), data.size()};
}

// A host and a port, or nothing; no user, path, list or blank.
bool is_host(std::string_view value) {
  return std::ranges::all_of(value, [](char c) {
    return c > 0x20 && c < 0x7f && std::string_view("/\\?#@,<>\"{}|^`").find(c) == std::string_view::npos;
  });
}

// Obsolete folding: a line that begins with a blank goes on where the one before ended.
bool has_folded_line(std::string_view lines) {
  for (auto at = lines.find('\n'); at != std::string_view::npos; at = lines.find('\n', at + 1)) {
    if (at + 1 < lines.size() && (lines[at + 1] == ' ' || lines[at + 1] == '\t')) return true;
  }
  return false;
}

}  // namespace

RequestParser::RequestParser(const Limits& limits, Request& request) : limits_(limits), request_(request) {
  header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
  body_limit(limits.body_bytes_max);
}

RequestParser::Progress RequestParser::advance(boost::beast::flat_buffer& bytes) {
  while (!is_done()) {
    if (!has_target_ && header_bytes_ == 0) {
      // An empty line before a request is passed over (RFC 9112, section 2.2).
      while (view(bytes).starts_with("\r\n")) bytes.consume(2);
      if (view(bytes) == "\r") return Progress::needs_more;
    }
    if (bytes.size() == 0) return Progress::needs_more;
    // Until its end a chunked body has five bytes to come or more, and Beast asserts that when "0" comes
    // slowly.
    if (has_header_ && chunked() && bytes.size() < 5) return Progress::needs_more;
    const bool was_in_header = !has_header_;
    error_code fault;
    const std::size_t used = put(bytes.data(), fault);
    if (has_failed_) return Progress::failed;
    if (was_in_header) {
      header_bytes_ += used;
      if (has_folded_line(view(bytes).substr(0, used))) return fail(EdgeFailure::malformed_request);
      if (header_bytes_ > limits_.header_bytes_max) return fail(EdgeFailure::headers_too_large);
    }
    bytes.consume(used);
    if (fault == beast_http::error::need_more) return await_more(bytes);
    if (fault == beast_http::error::body_limit) return fail(EdgeFailure::body_too_large);
    if (fault == beast_http::error::header_limit) {
      return fail(has_target_ ? EdgeFailure::headers_too_large : EdgeFailure::uri_too_long);
    }
    if (fault) return fail(EdgeFailure::malformed_request);
    if (used == 0 && !is_done()) return Progress::needs_more;
  }
  return Progress::complete;
}

// Whether what waits unparsed may still grow. Chunk headers and trailers count as headers.
RequestParser::Progress RequestParser::await_more(const boost::beast::flat_buffer& bytes) {
  const std::size_t waiting = bytes.size();
  if (!has_target_) {
    const std::size_t line_bytes_max = limits_.target_bytes_max + method_bytes_max + 16;
    const std::string_view line = view(bytes).substr(0, line_bytes_max);
    if (waiting >= line_bytes_max && line.find('\n') == std::string_view::npos) {
      return fail(EdgeFailure::uri_too_long);
    }
  }
  const std::size_t consumed = has_header_ ? 0 : header_bytes_;
  if (consumed + waiting >= limits_.header_bytes_max) return fail(EdgeFailure::headers_too_large);
  return Progress::needs_more;
}

RequestParser::Progress RequestParser::fail(EdgeFailure failure) {
  failure_ = failure;
  has_failed_ = true;
  return Progress::failed;
}

void RequestParser::refuse(EdgeFailure failure, error_code& fault) {
  fail(failure);
  fault = beast_http::error::bad_value;
}

void RequestParser::on_request_impl(beast_http::verb, text method, text target, int version,
                                    error_code& fault) {
  has_target_ = true;
  version_ = version;
  request_.method = view(method.substr(0, method_bytes_max));
  if (target.size() > limits_.target_bytes_max) return refuse(EdgeFailure::uri_too_long, fault);
  if (method.size() > method_bytes_max) return refuse(EdgeFailure::malformed_request, fault);
  auto parsed = http::parse_target(view(target));
  if (!parsed) return refuse(EdgeFailure::malformed_request, fault);
  request_.path = std::move(parsed->path);
  request_.query = std::move(parsed->query);
}

void RequestParser::on_field_impl(beast_http::field field, text name, text value, error_code& fault) {
  // Trailers are read and dropped: nobody asked for them, and they must not pass for headers.
  if (has_header_) return;
  if (request_.headers.size() == header_fields_max) return refuse(EdgeFailure::headers_too_large, fault);
  request_.headers.emplace_back(to_lower_ascii(view(name)), view(value));
  check_framing_field(field, value, fault);
}

// What Beast lets through although two readers could disagree about it.
void RequestParser::check_framing_field(beast_http::field field, text value, error_code& fault) {
  const auto check = [&](bool holds) {
    if (!holds) refuse(EdgeFailure::malformed_request, fault);
  };
  switch (field) {
    case beast_http::field::host:
      return check(++host_fields_ == 1 && is_host(view(value)));
    case beast_http::field::content_length:
      return check(++length_fields_ == 1 && is_digits(view(value)) && !has_encoding_);
    case beast_http::field::transfer_encoding:
      check(!has_encoding_ && length_fields_ == 0 && version_ == 11 &&
            equal_ignoring_case(view(value), "chunked"));
      has_encoding_ = true;
      return;
    case beast_http::field::expect:
      if (version_ == 10) return;  // RFC 9110, section 10.1.1
      if (has_expectation_ || !equal_ignoring_case(view(value), "100-continue")) {
        return refuse(EdgeFailure::unsupported_expect, fault);
      }
      has_expectation_ = true;
      return;
    default:
      return;
  }
}

void RequestParser::on_header_impl(error_code& fault) {
  has_header_ = true;
  if (version_ == 11 && host_fields_ == 0) return refuse(EdgeFailure::malformed_request, fault);
  expects_continue_ = has_expectation_ && (chunked() || length_fields_ > 0);
}

std::size_t RequestParser::on_body_impl(text bytes, error_code&) {
  request_.body.append(bytes.data(), bytes.size());
  return bytes.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, text bytes, error_code&) {
  request_.body.append(bytes.data(), bytes.size());
  return bytes.size();
}

}  // namespace loyalty::http
