// Part of a language's texts, as plugins/texts.ts cuts it out.
declare module "*.json?texts=app.,terminal.,shared.,problem.,time.,weekday.,month." {
  const texts: Record<string, string>;
  export default texts;
}
