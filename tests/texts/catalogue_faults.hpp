// What is wrong with a catalogue of texts, one sentence each.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "texts/language.hpp"

namespace loyalty {

// The names of the parameters; a plural's name is followed by " plural".
std::set<std::string> list_pattern_params(std::string_view pattern);

// Braces, an unknown kind, a plural without a form that counting to a thousand in the language needs or with
// one that it has no number for, a straight apostrophe (which ICU reads as a quote).
std::vector<std::string> list_pattern_faults(Language language, std::string_view pattern);

// What makes the catalogues disagree: keys, parameters, plural forms. Empty when all is well.
std::vector<std::string> list_catalogue_faults();

}  // namespace loyalty
