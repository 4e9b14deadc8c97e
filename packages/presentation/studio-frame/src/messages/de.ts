import canvas from './de/canvas.json' with { type: 'json' };
import comments from './de/comments.json' with { type: 'json' };
import connections from './de/connections.json' with { type: 'json' };
import data from './de/data.json' with { type: 'json' };
import decisions from './de/decisions.json' with { type: 'json' };
import events from './de/events.json' with { type: 'json' };
import expressions from './de/expressions.json' with { type: 'json' };
import frame from './de/frame.json' with { type: 'json' };
import functions from './de/functions.json' with { type: 'json' };
import home from './de/home.json' with { type: 'json' };
import importing from './de/import.json' with { type: 'json' };
import lifecycle from './de/lifecycle.json' with { type: 'json' };
import members from './de/members.json' with { type: 'json' };
import monitor from './de/monitor.json' with { type: 'json' };
import pages from './de/pages.json' with { type: 'json' };
import processes from './de/processes.json' with { type: 'json' };
import records from './de/records.json' with { type: 'json' };
import themes from './de/themes.json' with { type: 'json' };
import translations from './de/translations.json' with { type: 'json' };

export default {
  ...canvas,
  ...comments,
  ...connections,
  ...data,
  ...decisions,
  ...events,
  ...expressions,
  ...frame,
  ...functions,
  ...home,
  ...importing,
  ...lifecycle,
  ...members,
  ...monitor,
  ...pages,
  ...records,
  ...themes,
  ...translations,
  ...processes,
};
