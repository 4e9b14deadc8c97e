export { type Box, type Canvas, type CanvasData, type CanvasPage, canvasReady } from './canvas.ts';
export { mountCanvas } from './mount-canvas.tsx';
