import type { Worded } from '../worded.ts'
import { alertsEn } from './alerts.en.ts'
import { attestationEn } from './attestation.en.ts'
import { evaluationsEn } from './evaluations.en.ts'
import { retentionEn } from './retention.en.ts'
import { sectionsEn } from './sections.en.ts'
import { stationsEn } from './stations.en.ts'
import { uploadsEn } from './uploads.en.ts'
import type { monitoringZh } from './zh-CN.ts'

export const monitoringEn: Worded<typeof monitoringZh> = {
  alerts: alertsEn,
  attestation: attestationEn,
  evaluations: evaluationsEn,
  retention: retentionEn,
  sections: sectionsEn,
  stations: stationsEn,
  uploads: uploadsEn,
}
