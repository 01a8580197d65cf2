import type { Plugin } from 'vite'

export function plainPlayer(): Plugin
