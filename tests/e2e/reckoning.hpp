// What became of a load's requests: by the history, and by asking again.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "e2e/load.hpp"

namespace loyalty::e2e {

std::vector<EnrolledCard> enrol_some(Shop& shop, int count);

// How many rows of the history carry each note, which is the attempt's key. `query` narrows the history.
std::map<std::string, int> count_rows(Shop& shop, const std::string& query = {});

// The rows of each attempt that was accepted, none for the others.
void expect_each_once(const std::vector<Attempt>& attempts, std::map<std::string, int> rows);

// Sends everything again with its key. What had its answer must get it once more; what had none gets one now.
void send_again(Client& client, std::vector<Attempt>& attempts);

// Those, and nothing else, are in the history, which is sound.
void expect_whole_history(Shop& shop, const std::vector<Attempt>& attempts);

}  // namespace loyalty::e2e
