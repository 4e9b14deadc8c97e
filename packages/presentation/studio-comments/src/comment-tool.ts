import type { ToolView } from '@plinth/studio-frame';

/** The comments of the application that is open. */
export const commentTool: ToolView = {
  key: 'comments',
  title: 'Comments',
  icon: 'message-circle',
  group: 'together',
  load: async () => (await import('./comment-screen.tsx')).CommentScreen,
};
