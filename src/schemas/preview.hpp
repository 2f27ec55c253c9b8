// Any operation at the counter may be asked for as a preview: `?preview=true` answers what it would answer,
// and nothing is kept of it.
#pragma once

#include <string_view>

#include "schemas/shape.hpp"

namespace loyalty {

struct PreviewQuery {
  static constexpr std::string_view schema_name = "PreviewQuery";
  bool preview = false;
};
template <class Fields>
void describe_fields(Fields& f, PreviewQuery& r) {
  f("preview", r.preview,
    Rule{}.or_default().described("True: answers what the operation would answer now and keeps nothing. No "
                                  "PIN is asked for, a PIN that "
                                  "is sent is not looked at, and the Idempotency-Key has no effect."));
}

// Of a member `preview` in an answer.
constexpr Rule preview_mark() {
  return Rule{}.omitted_when_empty().described("True when nothing was kept; absent otherwise.");
}

}  // namespace loyalty
