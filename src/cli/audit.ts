import { EXIT } from './exitCodes.ts'
import { ProgressLine, print } from './terminal.ts'

interface AuditOptions {
  data: string
  database?: string
  json?: boolean
}

/** `qunce audit verify`: recomputes the whole chain and names its first broken link. */
export async function verify({ data, database, json }: AuditOptions): Promise<number> {
  const [{ openInstallation }, { readAnchors, verifyAudit }] = await Promise.all([
    import('../server/index.ts'),
    import('../platform/audit/index.ts'),
  ])
  const progress = new ProgressLine()
  const installation = await openInstallation({
    dataFolder: data,
    databaseUrl: database,
    mustExist: true,
    onProgress: (step) => progress.show(`${step} …`),
  })
  try {
    progress.show('Verifying the audit log …')
    const verdict = await verifyAudit(installation.database, { anchors: readAnchors(installation.dataFolder) })
    progress.clear()
    if (json) print(JSON.stringify(verdict))
    else if (verdict.broken === null)
      print(`The audit log is intact: ${verdict.lines} lines, head ${verdict.head.hash}.`)
    else
      print(
        `The audit log is broken at line ${verdict.broken.seq} (${verdict.broken.reason}): ${verdict.broken.message}`,
      )
    return verdict.intact ? EXIT.ok : EXIT.failed
  } finally {
    progress.clear()
    await installation.close()
  }
}
