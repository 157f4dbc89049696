"""Both networks of the course (Deep Learning Specialization, course 4, week 2), written as its notebooks write them."""

from keras import Input, Model
from keras.layers import (
    Activation,
    Add,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Flatten,
    MaxPooling2D,
    ZeroPadding2D,
)


def happy_model():
    x_input = Input((64, 64, 3))
    x = ZeroPadding2D((3, 3))(x_input)
    x = Conv2D(32, (7, 7), strides=(1, 1), name="conv0")(x)
    x = BatchNormalization(axis=3, name="bn0")(x)
    x = Activation("relu")(x)
    x = MaxPooling2D((2, 2), name="max_pool")(x)
    x = Flatten()(x)
    x = Dense(1, activation="sigmoid", name="fc")(x)
    return Model(inputs=x_input, outputs=x, name="HappyModel")


def identity_block(x, f, filters, stage, block):
    conv, bn = f"res{stage}{block}_branch", f"bn{stage}{block}_branch"
    f1, f2, f3 = filters
    shortcut = x
    x = Conv2D(f1, (1, 1), strides=(1, 1), padding="valid", name=conv + "2a")(x)
    x = BatchNormalization(axis=3, name=bn + "2a")(x)
    x = Activation("relu")(x)
    x = Conv2D(f2, (f, f), strides=(1, 1), padding="same", name=conv + "2b")(x)
    x = BatchNormalization(axis=3, name=bn + "2b")(x)
    x = Activation("relu")(x)
    x = Conv2D(f3, (1, 1), strides=(1, 1), padding="valid", name=conv + "2c")(x)
    x = BatchNormalization(axis=3, name=bn + "2c")(x)
    x = Add()([x, shortcut])
    return Activation("relu")(x)


def convolutional_block(x, f, filters, stage, block, s=2):
    conv, bn = f"res{stage}{block}_branch", f"bn{stage}{block}_branch"
    f1, f2, f3 = filters
    shortcut = x
    x = Conv2D(f1, (1, 1), strides=(s, s), padding="valid", name=conv + "2a")(x)
    x = BatchNormalization(axis=3, name=bn + "2a")(x)
    x = Activation("relu")(x)
    x = Conv2D(f2, (f, f), strides=(1, 1), padding="same", name=conv + "2b")(x)
    x = BatchNormalization(axis=3, name=bn + "2b")(x)
    x = Activation("relu")(x)
    x = Conv2D(f3, (1, 1), strides=(1, 1), padding="valid", name=conv + "2c")(x)
    x = BatchNormalization(axis=3, name=bn + "2c")(x)
    shortcut = Conv2D(f3, (1, 1), strides=(s, s), padding="valid", name=conv + "1")(shortcut)
    shortcut = BatchNormalization(axis=3, name=bn + "1")(shortcut)
    x = Add()([x, shortcut])
    return Activation("relu")(x)


def resnet50(classes=6):
    x_input = Input((64, 64, 3))
    x = ZeroPadding2D((3, 3))(x_input)
    x = Conv2D(64, (7, 7), strides=(2, 2), name="conv1")(x)
    x = BatchNormalization(axis=3, name="bn_conv1")(x)
    x = Activation("relu")(x)
    x = MaxPooling2D((3, 3), strides=(2, 2))(x)
    stages = [
        (2, [64, 64, 256], "abc", 1),
        (3, [128, 128, 512], "abcd", 2),
        (4, [256, 256, 1024], "abcdef", 2),
        (5, [512, 512, 2048], "abc", 2),
    ]
    for stage, filters, blocks, s in stages:
        x = convolutional_block(x, 3, filters, stage, blocks[0], s)
        for block in blocks[1:]:
            x = identity_block(x, 3, filters, stage, block)
    x = AveragePooling2D((2, 2), name="avg_pool")(x)
    x = Flatten()(x)
    x = Dense(classes, activation="softmax", name=f"fc{classes}")(x)
    return Model(inputs=x_input, outputs=x, name="ResNet50")
