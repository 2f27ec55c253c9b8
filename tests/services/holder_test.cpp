#include "services/holder.hpp"

#include <gtest/gtest.h>

#include "base/codec.hpp"
#include "support/world.hpp"

namespace loyalty {
namespace {

using test::refusal_of;
using enum RefusalCode;

class ViewAsHolder : public test::WorldFixture {
 protected:
  Outcome<HolderView> view(std::string_view token, std::int64_t latest_max = 10) {
    return database.read([&](storage::Transaction& tx) {
      auto view = view_as_holder(tx, token, world.now);
      if (view) list_latest(tx, *view, latest_max);
      return view;
    });
  }
};

TEST_P(ViewAsHolder, ShowsTheCardWithItsLatestRows) {
  const auto first = world.stamp(world.bakery, world.zoe.card);
  ASSERT_TRUE(first);
  const auto seen = view(world.zoe.card.card_token, 1);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->holder.card, first->holder.card);
  EXPECT_EQ(seen->holder.customer, world.zoe.customer);
  EXPECT_EQ(seen->vendor.code, "BAKERY");
  EXPECT_EQ(seen->program.id, world.bakery.program_id);
  ASSERT_EQ(seen->latest.size(), 1u);
  EXPECT_EQ(seen->latest[0].transaction, first->transaction.transaction);
  EXPECT_EQ(view(world.zoe.card.card_token)->latest.size(), 2u);
}

TEST_P(ViewAsHolder, OpensForNothingButTheToken) {
  for (const auto& text : {world.zoe.card.qr_code, world.zoe.card.card_number, std::string(),
                           std::string("x"), make_card_secrets(world.zoe.card.company_id)[0].card_token}) {
    EXPECT_EQ(refusal_of(view(text)), card_not_found) << text;
  }
  // The right random part under another company.
  const auto own = from_base64url(world.zoe.card.card_token).value();
  const auto other = from_base64url(make_card_secrets(world.city.company_id)[0].card_token).value();
  const auto moved = to_base64url(other.substr(0, 8) + own.substr(8));
  ASSERT_EQ(find_company_of_token(moved), world.city.company_id);
  EXPECT_EQ(refusal_of(view(moved)), card_not_found);
}

INSTANTIATE_TEST_SUITE_P(, ViewAsHolder, test::each_engine(), test::engine_name);

}  // namespace
}  // namespace loyalty
