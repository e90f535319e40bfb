export { type Ingestion, type MqttSettings, startIngestion } from './ingest.ts'
