// libcurl, made ready once for the whole program.
#pragma once

#include <memory>
#include <string>

#include <curl/curl.h>

namespace loyalty::outgoing {

struct CloseHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CloseHandle>;
using List = std::unique_ptr<curl_slist, FreeList>;

// Before any other use. A server that hangs up is an outcome, and must not end the program by a signal.
void prepare_library();

// With what holds for everything: no proxy, no signals, verified certificates, an end that waits for nobody.
// `authorities` is a file, or empty. Throws std::runtime_error when there is none left.
Handle make_handle(const std::string& authorities);

}  // namespace loyalty::outgoing
