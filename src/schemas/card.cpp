#include "schemas/card.hpp"

namespace loyalty {

std::string make_qr_text(const Card& card) { return "LC1-" + card.qr_code; }

}  // namespace loyalty
