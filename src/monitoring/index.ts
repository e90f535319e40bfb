// The pure rules of monitoring: parameters, units, printed values, and what the standards say of them.
import type { Job } from '../platform/jobs/index.ts'
import { alertJob } from './alerts/index.ts'
import { assessmentJob } from './assessments/index.ts'
import { retentionJob } from './observations/job.ts'
import type {} from './tables.ts'

export {
  addRule as addAlertRule,
  addTravelTime,
  alertsOfBorder,
  announceMissed,
  BORDER_ALERT_TABLES,
  type BorderAlert,
  receiveAlert,
  recordNeighbourReceipt,
  setReceivers as setAlertReceivers,
  watchForAlerts,
} from './alerts/index.ts'
export {
  type AssessedMonth,
  type AssessedYear,
  assessDue,
  assessedYear,
  findSectionIds,
  sectionNames,
} from './assessments/index.ts'
export { type Ingestion, type MqttSettings, startIngestion } from './mqtt/index.ts'
export { monitoringRefusals } from './refusals.ts'
export { monitoringRoutes } from './routes.ts'
export type * from './schemas.ts'
export { PREFIX as SENSOR_THINGS_PREFIX, sensorThingsRoutes } from './sensorThings/routes.ts'
export { takeObservations } from './sensorThings/take.ts'
export { type AirIndex, type AirInputs, type AirReport, airIndex, levelOf } from './standards/air/airIndex.ts'
export type { AirColumn, AirInput, AirItem, AirLevel } from './standards/air/breakpoints.ts'
export { type IndividualIndex, individualIndex } from './standards/air/individualIndex.ts'
export { type AirCompliance, type AirMean, type AirZone, airCompliance, airLimit } from './standards/air/limits.ts'
export {
  type AirMeanValue,
  dailyMaximum8h,
  dayMean,
  eightHourMean,
  hourIsValid,
  type YearValidity,
  yearValidity,
} from './standards/air/validity.ts'
export {
  type AirQualityVersion,
  airQualityVersionOf,
  type IndexVersion,
  indexVersionOf,
} from './standards/air/versions.ts'
export {
  type CompositeIndex,
  cityDay,
  compositeIndex,
  goodDaysPercent,
  percentile,
  YEAR_PERCENTILES,
  type YearItem,
  yearOfItem,
} from './standards/air/year.ts'
export { type Compared, type Measured, meanValue } from './standards/measured.ts'
export { findParameter, PARAMETERS, parameterOf } from './standards/parameters/catalogue.ts'
export { type NoValue, type ReadValue, readPrinted } from './standards/parameters/printed.ts'
export type { Parameter, UnitKind } from './standards/parameters/types.ts'
export { convert, unitsOf } from './standards/parameters/units.ts'
export { type Confidence, leastCertain, type Provenance } from './standards/provenance.ts'
export {
  type NearShoreGrade,
  nearShoreGrade,
  type SeaGrade,
  type SeaShares,
  seaSharesOf,
} from './standards/sea/nearShore.ts'
export { assessSeaPoint, type SeaPointAssessment, type SeaPointInput } from './standards/sea/point.ts'
export { SEA_CLASSES, SEA_LIMITS, type SeaClass } from './standards/sea/table.ts'
export { type CityWaterIndex, cityWaterIndex } from './standards/surfaceWater/cityIndex.ts'
export {
  assessGroup,
  type GroupAssessment,
  type GroupGrade,
  type GroupMember,
  gradeOfShares,
  meansOver,
  sharesOf,
} from './standards/surfaceWater/group.ts'
export { classNumber, exceedMultiple, type ItemClass, worstClass } from './standards/surfaceWater/item.ts'
export { assessLake, type LakeAssessment } from './standards/surfaceWater/lake.ts'
export { type Origin, originOf, type Period, type PeriodMean, periodMean } from './standards/surfaceWater/period.ts'
export {
  assessSection,
  type Exceeding,
  type SectionAssessment,
  type SectionInput,
} from './standards/surfaceWater/section.ts'
export {
  DRINKING_SOURCE_LIMITS,
  limitsFor,
  WATER_CLASSES,
  WATER_LIMITS,
  type WaterBody,
  type WaterClass,
  waterLimitOf,
} from './standards/surfaceWater/table.ts'
export {
  type Change,
  changeOfGroup,
  changeOfSection,
  changeOfShares,
  spearman,
} from './standards/surfaceWater/trend.ts'
export { type TrophicGrade, type TrophicState, trophicGrade, trophicState } from './standards/surfaceWater/trophic.ts'
export { addSection } from './stations/sections.ts'
export { addStation } from './stations/stations.ts'

/** What the room does by itself, again and again. */
export const monitoringJobs: readonly Job[] = [assessmentJob, alertJob, retentionJob]
