// A Qunce server to be killed: prints its address and its sign-in link as one line of JSON, then serves until it dies.
import { startServer } from '../../src/server/index.ts'

const [dataFolder = '', databaseUrl] = process.argv.slice(2)
const { address, signInUrl } = await startServer({ dataFolder, databaseUrl, port: 0, logLevel: 'error' })
console.log(JSON.stringify({ address, signInUrl }))
