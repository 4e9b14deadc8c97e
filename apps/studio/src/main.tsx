import { loadIcons } from '@plinth/component-kit';
import { commentTool } from '@plinth/studio-comments';
import { connectionsTool } from '@plinth/studio-connections';
import { diagramTool, entityView, roleView, settingView } from '@plinth/studio-data';
import { decisionView } from '@plinth/studio-decisions';
import { eventTool, eventTypeView } from '@plinth/studio-events';
import { usagesView } from '@plinth/studio-expressions/usages';
import { Studio, type ToolView } from '@plinth/studio-frame';
import { functionView } from '@plinth/studio-functions';
import { lifecycleTools } from '@plinth/studio-lifecycle';
import { memberPlaces } from '@plinth/studio-members';
import { pageView } from '@plinth/studio-pages';
import { monitorTool, processView } from '@plinth/studio-processes';
import { importTool, recordsTool, sourcesTool } from '@plinth/studio-records';
import { themeView } from '@plinth/studio-themes';
import { translationView } from '@plinth/studio-translations';
import { uiManifests } from '@plinth/ui-components/manifests';
import { createRoot } from 'react-dom/client';
import { keepOffline } from './keep-offline.ts';

const views = [
  pageView,
  entityView,
  decisionView,
  processView,
  functionView,
  eventTypeView,
  roleView,
  settingView,
  themeView,
  translationView,
];
const tools: readonly ToolView[] = [
  diagramTool,
  recordsTool,
  importTool,
  sourcesTool,
  connectionsTool,
  monitorTool,
  eventTool,
  usagesView,
  ...lifecycleTools,
  commentTool,
];
const root = document.getElementById('studio');
if (root === null) throw new Error('The page has no place for the Studio.');
void loadIcons();
createRoot(root).render(<Studio views={views} tools={tools} places={memberPlaces} components={uiManifests} />);
keepOffline();
