import { EXIT } from './exitCodes.ts'
import { ProgressLine, print, say } from './terminal.ts'

interface ServeOptions {
  data: string
  database?: string
  host?: string
  port?: number
  sample: boolean
  samplePart?: string
}

/** `qunce serve`: runs until it is told to stop. */
export async function serve({ data, database, host, port, sample, samplePart }: ServeOptions): Promise<number> {
  const { startServer } = await import('../server/index.ts')
  const progress = new ProgressLine()
  const began = performance.now()
  const { address, signInUrl, installation } = await startServer({
    dataFolder: data,
    databaseUrl: database,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    sample,
    samplePart,
    onProgress: (step) => (process.stderr.isTTY ? progress.show(`${step} …`) : say(`${step} …`)),
  })
  progress.clear()
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  say(
    `Ready after ${seconds} s, on ${installation.database.engine === 'embedded' ? `the embedded database in ${installation.dataFolder}` : 'PostgreSQL'}.`,
  )
  print(`Qunce   ${address}`)
  print(`Sign in ${signInUrl}   (works once, for 15 minutes)`)
  return EXIT.ok
}
