declare module '*/page-renderer.css';
