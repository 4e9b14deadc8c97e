export { Colleague, Comment, CommentId, CommentText, Mention } from './comment.ts';
export { addComment, changeComment, listComments, listMentions, markMentions } from './operations.ts';
