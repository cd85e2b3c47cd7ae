// Drizzle needs every table in one module.
export * from "./accounts";
export * from "./health";
export * from "./images";
export * from "./queue";
export * from "./site";
export * from "./stats";
export * from "./styles";
