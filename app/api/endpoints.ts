import * as openAiEdits from "../v1/images/edits/route";
import * as openAiGenerations from "../v1/images/generations/route";
import * as openAiModel from "../v1/models/[model]/route";
import * as openAiModels from "../v1/models/route";
import * as adminMail from "./admin/mail/route";
import * as navigationState from "./admin/navigation-state/route";
import * as stats from "./admin/stats/route";
import * as login from "./auth/login/route";
import * as logout from "./auth/logout/route";
import * as refreshToken from "./auth/refresh-token/route";
import * as register from "./auth/register/route";
import * as comfyUrl from "./comfyui-url/route";
import * as generation from "./generations/[uuid]/route";
import * as batch from "./generations/batches/[uuid]/route";
import * as generations from "./generations/route";
import * as health from "./health/route";
import * as image from "./image/[id]/route";
import * as favorite from "./image/favorite/route";
import * as generate from "./image/generate/route";
import * as imageById from "./image/get/[id]/route";
import * as imagePrivate from "./image/private/route";
import * as publicImages from "./image/public/route";
import * as answerHidden from "./images/[id]/answer/route";
import * as applySteps from "./images/[id]/apply-steps/route";
import * as history from "./images/[id]/history/route";
import * as report from "./images/[id]/report/route";
import * as restore from "./images/[id]/restore/route";
import * as listedImage from "./images/[id]/route";
import * as archive from "./images/archive/route";
import * as batchStyleChange from "./images/batch-style-change/route";
import * as bulk from "./images/bulk/route";
import * as fetchStyled from "./images/fetch-styled/[promptId]/route";
import * as keep from "./images/keep/route";
import * as images from "./images/route";
import * as imageStatus from "./images/status/route";
import * as styleChange from "./images/style-change/route";
import * as upload from "./images/upload/route";
import * as readNotifications from "./notifications/read/route";
import * as notifications from "./notifications/route";
import * as ownStyle from "./styles/[id]/route";
import * as styles from "./styles/route";
import * as styleSearch from "./styles/search/route";
import * as userExport from "./user/exports/[uuid]/route";
import * as userExports from "./user/exports/route";
import * as userFavorites from "./user/favorites/route";
import * as generatedImages from "./user/generated-images/route";
import * as userImages from "./user/images/route";
import * as misspeltVerificationToken from "./user/new-verificaion-token/route";
import * as verificationToken from "./user/new-verification-token/route";
import * as resetMail from "./user/password-reset-mail/route";
import * as resetPassword from "./user/reset-password/route";
import * as user from "./user/route";
import * as userSession from "./user/sessions/[id]/route";
import * as userSessions from "./user/sessions/route";
import * as ticket from "./user/ticket/route";
import * as userToken from "./user/tokens/[id]/route";
import * as userTokens from "./user/tokens/route";
import * as verifyLink from "./user/verify/[user]/[token]/route";
import * as verify from "./user/verify/route";
import * as preferences from "./users/preferences/route";

/** Every route that stands in the API document. A test holds this list equal to the files. */
export const endpoints = [
  register,
  login,
  refreshToken,
  logout,
  user,
  verificationToken,
  misspeltVerificationToken,
  verify,
  verifyLink,
  resetMail,
  resetPassword,
  userTokens,
  userToken,
  userSessions,
  userSession,
  userExports,
  userExport,
  ticket,
  preferences,
  keep,
  publicImages,
  imageById,
  generate,
  favorite,
  imagePrivate,
  image,
  generatedImages,
  userImages,
  userFavorites,
  images,
  listedImage,
  restore,
  report,
  answerHidden,
  history,
  imageStatus,
  bulk,
  archive,
  upload,
  styleChange,
  batchStyleChange,
  applySteps,
  fetchStyled,
  styles,
  ownStyle,
  styleSearch,
  comfyUrl,
  generations,
  generation,
  batch,
  notifications,
  readNotifications,
  health,
  adminMail,
  navigationState,
  openAiModels,
  openAiModel,
  openAiGenerations,
  openAiEdits,
  stats,
];
