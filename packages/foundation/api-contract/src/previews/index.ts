export { createPreview, listPreviews, openPreview, Preview, revokePreview } from './operations.ts';
