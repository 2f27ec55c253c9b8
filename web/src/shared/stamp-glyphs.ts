// What a shop can have inside its stamps.
import bike from "@tabler/icons/outline/bike.svg?glyph";
import book from "@tabler/icons/outline/book.svg?glyph";
import bottle from "@tabler/icons/outline/bottle.svg?glyph";
import bread from "@tabler/icons/outline/bread.svg?glyph";
import coffee from "@tabler/icons/outline/coffee.svg?glyph";
import cookie from "@tabler/icons/outline/cookie.svg?glyph";
import flower from "@tabler/icons/outline/flower.svg?glyph";
import heart from "@tabler/icons/outline/heart.svg?glyph";
import iceCream from "@tabler/icons/outline/ice-cream.svg?glyph";
import leaf from "@tabler/icons/outline/leaf.svg?glyph";
import paw from "@tabler/icons/outline/paw.svg?glyph";
import pizza from "@tabler/icons/outline/pizza.svg?glyph";
import plant from "@tabler/icons/outline/plant-2.svg?glyph";
import scissors from "@tabler/icons/outline/scissors.svg?glyph";
import shirt from "@tabler/icons/outline/shirt.svg?glyph";
import star from "@tabler/icons/outline/star.svg?glyph";

const GLYPHS: Record<string, string> = {
  bike,
  book,
  bottle,
  bread,
  coffee,
  cookie,
  flower,
  heart,
  "ice-cream": iceCream,
  leaf,
  paw,
  pizza,
  "plant-2": plant,
  scissors,
  shirt,
  star,
};

export const STAMP_ICONS = Object.keys(GLYPHS);

// A name that is not known here gets the star, so that a card always has something in its seals.
export function stampGlyph(icon: string): string {
  return GLYPHS[icon] ?? star;
}
