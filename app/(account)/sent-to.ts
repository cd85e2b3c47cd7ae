/** For half an hour the browser remembers where the last mail went, so that it can be sent again. */
export const sentToCookie = "atl_sent_to";
