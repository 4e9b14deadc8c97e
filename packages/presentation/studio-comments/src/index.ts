export { CommentMark } from './comment-mark.tsx';
export { commentTool } from './comment-tool.ts';
