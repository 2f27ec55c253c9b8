import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import house from "./lint/house.js";

export default tseslint.config(
  { ignores: ["web/dist", "web/docs", "web/src/api/schema.ts", "**/node_modules"] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    files: ["web/src/**/*.tsx", "web/src/**/use-*.ts"],
    plugins: { "react-hooks": hooks },
    rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" },
  },
  {
    files: ["**/*.test.{ts,tsx}", "tests/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    plugins: { house },
    rules: {
      "house/directions": "error",
      "house/no-circles": "error",
      "house/function-length": ["error", 70],
      "max-lines": ["error", 500],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-indexed-object-style": "off", // it takes mapped types for records
    },
  },
);
