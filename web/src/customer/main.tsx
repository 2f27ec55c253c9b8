import "../shared/font.css";
import "../shared/tokens.css";
import "../shared/brand.css";
import { render } from "preact";
import { drawStampCard } from "../shared/stamps";
import { call } from "../api/client";

function App() {
  return (
    <p
      onClick={() =>
        void call("get", "/api/v1/loyalty/cards/{card_token}", { path: { card_token: "x" } }).then((r) => {
          if (r.kind === "done") document.title = r.body.card_number;
        })
      }
      dangerouslySetInnerHTML={{
        __html: drawStampCard({ count: 7, target: 10, icon: "coffee", label: "x" }),
      }}
    />
  );
}

const root = document.getElementById("app");
if (root !== null) render(<App />, root);
