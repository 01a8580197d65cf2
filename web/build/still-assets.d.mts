import type { Plugin } from 'vite'

export function stillAssets(root: string): Plugin
export function sprite(root: string): string
