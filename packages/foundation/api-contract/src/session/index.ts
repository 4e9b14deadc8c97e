export { LinkToken } from './link-token.ts';
export {
  changePassword,
  listSessions,
  previewLink,
  readSession,
  requestPasswordReset,
  signIn,
  signOut,
  signOutEverywhere,
  useLink,
} from './operations.ts';
export { NewPassword, Password } from './password.ts';
export { SessionEnded, SessionGranted } from './session-change.ts';
export { SessionEntry, SessionInfo } from './session-info.ts';
