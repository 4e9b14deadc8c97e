declare module '*/player.css';
