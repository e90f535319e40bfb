import { readFileSync } from 'node:fs'
import { isReceiptSigned } from '../exchange/index.ts'
import { EXIT } from './exitCodes.ts'
import { print } from './terminal.ts'

interface ReceiptOptions {
  key?: string
  json?: boolean
}

/** `qunce receipt verify`: whether a receipt of a verification was signed so, without a server and without a network. */
export async function verify(file: string, { key, json }: ReceiptOptions): Promise<number> {
  const said = readReceipt(file)
  const isSigned = isReceiptSigned(said)
  const isOfKey = isSigned && (key === undefined || said.publicKey === key)
  if (json) print(JSON.stringify({ isSigned, isOfKey, ...(isSigned ? said : {}) }))
  else if (!isSigned) print(`${file}: no receipt, or changed since it was signed.`)
  else if (!isOfKey) print(`${file}: signed, but by another key: ${said.publicKey}`)
  else {
    const { question, answer, provider, asker, at, purpose, matter } = said.receipt
    print(`${file}: the signature holds. Key ${said.publicKey}`)
    print(`${question.name} (${provider.name}), asked by ${asker.name} at ${at} for ${matter}, ${purpose}: ${answer}`)
    if (key === undefined) print('Compare the key with the one that the node made known (--key).')
  }
  return isOfKey ? EXIT.ok : EXIT.failed
}

function readReceipt(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
