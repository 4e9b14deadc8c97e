import { FlowLine, LinkLine } from './flow-line.tsx';
import { ActivityShape, ArtefactShape, EventShape, GatewayShape } from './shapes.tsx';

/** What every diagram of a process is drawn with, whether it is changed or looked at. */
export const surface = {
  nodeTypes: { event: EventShape, activity: ActivityShape, gateway: GatewayShape, artefact: ArtefactShape },
  edgeTypes: { flow: FlowLine, link: LinkLine },
  proOptions: { hideAttribution: true },
  deleteKeyCode: null,
  // The surface as a whole has the focus and the keys.
  nodesFocusable: false,
  edgesFocusable: false,
  disableKeyboardA11y: true,
  minZoom: 0.1,
  maxZoom: 2.5,
  fitView: true,
  zoomOnDoubleClick: false,
  elevateNodesOnSelect: false,
} as const;

/** From so many elements on only those in sight are drawn. */
export const many = 150;
