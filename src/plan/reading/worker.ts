import { parentPort } from 'node:worker_threads'
import { Refusal } from '../../platform/refusal.ts'
import type { Answer, Request } from './isolation.ts'
import { readSourceHere } from './readSource.ts'
import { refusals } from './refusals.ts'

parentPort?.on('message', async ({ bytes, fileName }: Request) => {
  parentPort?.postMessage(await answer(bytes, fileName))
})

async function answer(bytes: Uint8Array, fileName: string): Promise<Answer> {
  try {
    return { read: await readSourceHere(bytes, fileName) }
  } catch (error) {
    // A library that stumbles over a broken file throws errors of its own.
    const refusal = error instanceof Refusal ? error : refusals.fileDamaged(fileName, 'document', messageOf(error))
    return { refused: { kind: refusal.kind, code: refusal.code, message: refusal.message, facts: refusal.facts } }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
