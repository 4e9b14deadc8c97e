import { defineErrors } from '@plinth/foundation';

/** What the canvas refuses. */
export const canvasErrors = defineErrors('canvas', {
  onlyLooking: {
    status: 409,
    cause: 'caller',
    message: 'Nothing is saved while a page is being designed.',
    hint: 'Open the preview to use the application.',
  },
});
