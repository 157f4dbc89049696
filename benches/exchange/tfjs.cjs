// What a layers model answers in TensorFlow.js before its last softmax or sigmoid: `node tfjs.cjs model.json NUMBERS`, where
// NUMBERS are pictures of float32, channels last. Needs @tensorflow/tfjs where NODE_PATH points.
const fs = require("fs");
const path = require("path");
const tf = require("@tensorflow/tfjs");

async function main([file, numbers]) {
  const model = JSON.parse(fs.readFileSync(file));
  const last = model.modelTopology.model_config.config.layers.at(-1);
  if (last.class_name === "Softmax") Object.assign(last, { class_name: "Activation", config: { name: last.config.name } });
  if (["softmax", "sigmoid", undefined].includes(last.config.activation)) last.config.activation = "linear";
  const weights = model.weightsManifest.map((group) => group.paths.map((it) => fs.readFileSync(path.join(path.dirname(file), it))));
  const bytes = new Uint8Array(Buffer.concat(weights.flat()));
  const specs = model.weightsManifest.flatMap((group) => group.weights);
  const handler = tf.io.fromMemory({ modelTopology: model.modelTopology, weightSpecs: specs, weightData: bytes.buffer });
  const layers = await tf.loadLayersModel(handler);
  const given = new Uint8Array(fs.readFileSync(numbers));
  const shape = layers.inputs[0].shape.slice(1);
  const images = tf.tensor(new Float32Array(given.buffer), [given.length / 4 / shape.reduce((a, b) => a * b), ...shape]);
  process.stdout.write(JSON.stringify(await layers.predict(images).array()));
}

main(process.argv.slice(2));
