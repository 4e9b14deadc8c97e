import canvas from './ar/canvas.json' with { type: 'json' };
import comments from './ar/comments.json' with { type: 'json' };
import connections from './ar/connections.json' with { type: 'json' };
import data from './ar/data.json' with { type: 'json' };
import decisions from './ar/decisions.json' with { type: 'json' };
import events from './ar/events.json' with { type: 'json' };
import expressions from './ar/expressions.json' with { type: 'json' };
import frame from './ar/frame.json' with { type: 'json' };
import functions from './ar/functions.json' with { type: 'json' };
import home from './ar/home.json' with { type: 'json' };
import importing from './ar/import.json' with { type: 'json' };
import lifecycle from './ar/lifecycle.json' with { type: 'json' };
import members from './ar/members.json' with { type: 'json' };
import monitor from './ar/monitor.json' with { type: 'json' };
import pages from './ar/pages.json' with { type: 'json' };
import processes from './ar/processes.json' with { type: 'json' };
import records from './ar/records.json' with { type: 'json' };
import themes from './ar/themes.json' with { type: 'json' };
import translations from './ar/translations.json' with { type: 'json' };

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
