import { setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'

// The worker is a file of ours beside the page's others: the server's policy lets nothing else run.
setWorkerUrl(workerUrl)

export type {
  FilterSpecification,
  GeoJSONSource,
  LayerSpecification,
  MapMouseEvent,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl'
export { Map as MapView, NavigationControl, ScaleControl } from 'maplibre-gl'
