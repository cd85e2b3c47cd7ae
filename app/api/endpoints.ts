import * as generation from "./generations/[uuid]/route";
import * as generations from "./generations/route";
import * as health from "./health/route";
import * as fetchStyled from "./images/fetch-styled/[promptId]/route";
import * as images from "./images/route";
import * as styleChange from "./images/style-change/route";
import * as upload from "./images/upload/route";
import * as styles from "./styles/route";
import * as styleSearch from "./styles/search/route";

/** Every route that stands in the API document. A test holds this list equal to the files. */
export const endpoints = [
  images,
  upload,
  styleChange,
  fetchStyled,
  styles,
  styleSearch,
  generations,
  generation,
  health,
];
