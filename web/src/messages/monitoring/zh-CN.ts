import { alertsZh } from './alerts.zh-CN.ts'
import { attestationZh } from './attestation.zh-CN.ts'
import { evaluationsZh } from './evaluations.zh-CN.ts'
import { retentionZh } from './retention.zh-CN.ts'
import { sectionsZh } from './sections.zh-CN.ts'
import { stationsZh } from './stations.zh-CN.ts'
import { uploadsZh } from './uploads.zh-CN.ts'

/** The words of the monitoring room, part by part. */
export const monitoringZh = {
  alerts: alertsZh,
  attestation: attestationZh,
  evaluations: evaluationsZh,
  retention: retentionZh,
  sections: sectionsZh,
  stations: stationsZh,
  uploads: uploadsZh,
} as const
