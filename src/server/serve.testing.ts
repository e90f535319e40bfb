// Run by serve.test.ts as a process of its own.
import { startServer } from './serve.ts'

const { signInUrl } = await startServer({
  dataFolder: process.argv[2] ?? '',
  databaseUrl: process.env.DATABASE_URL,
  port: 0,
  sample: false,
  logLevel: 'error',
})
console.log(signInUrl)
