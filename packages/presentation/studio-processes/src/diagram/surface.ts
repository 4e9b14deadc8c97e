import { FlowLine, LinkLine } from './flow-line.tsx';
import { ActivityShape, ArtefactShape, EventShape, GatewayShape } from './shapes.tsx';

/** What every diagram of a process is drawn with, whether it is changed or looked at. */
export const nodeTypes = { event: EventShape, activity: ActivityShape, gateway: GatewayShape, artefact: ArtefactShape };
export const edgeTypes = { flow: FlowLine, link: LinkLine };
export const attribution = { hideAttribution: true } as const;
/** From so many elements on only those in sight are drawn. */
export const many = 150;
