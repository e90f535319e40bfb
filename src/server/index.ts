export { type App, buildServer, type ServerOptions } from './app.ts'
export { type Installation, type InstallationOptions, openInstallation } from './installation.ts'
export { readSampleParts } from './samplePart.ts'
export { DEFAULT_PORT, type RunningServer, type StartOptions, startServer } from './serve.ts'
