import { defineErrors } from '@plinth/foundation';

/** What the canvas refuses. */
export const canvasErrors = defineErrors('canvas', {
  onlyLooking: {
    status: 409,
    cause: 'caller',
    message: 'Nothing is saved while a page is being designed.',
    hint: 'Open the preview to use the application.',
  },
  shownFailure: {
    status: 503,
    cause: 'ours',
    message: 'This is how a failure looks here.',
    hint: 'Choose live data above the page to see it as it is.',
  },
});
