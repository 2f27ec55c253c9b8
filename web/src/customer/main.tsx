import "../shared/font.css";
import "../shared/tokens.css";
import "../shared/brand.css";
import "./base.css";
import "./card.css";
import "./lists.css";
import "./form.css";
import { render } from "preact";
import { CardPage } from "./card-page";
import { DataPage } from "./data-page";
import { JoinPage } from "./join-page";
import { MissingPage } from "./missing-page";
import { page } from "./page";

function Page() {
  const { page: kind, card_token: token, card, own_data: own, join } = page;
  if (kind === "join" && join !== null) return <JoinPage join={join} />;
  if (kind === "card" && token !== null && card !== null) return <CardPage token={token} first={card} />;
  if (kind === "data" && token !== null && card !== null && own !== null) {
    return <DataPage token={token} card={card} own={own} />;
  }
  return <MissingPage />;
}

const root = document.getElementById("app");
if (root !== null) {
  const still = [...root.childNodes];
  root.replaceChildren();
  try {
    render(<Page />, root);
  } catch (error) {
    // The code and the way on stay, whatever is wrong with the page around them.
    root.replaceChildren(...still);
    throw error;
  }
}
