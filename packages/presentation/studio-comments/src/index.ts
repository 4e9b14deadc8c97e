export { CommentMark, useCommented } from './comment-mark.tsx';
export { commentTool } from './comment-tool.ts';
