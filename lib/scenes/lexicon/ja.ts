/** Japanese: a name, then the words for it; the longest word wins at each place, since nothing separates words. */
export const japanese = `
# concepts
dawn: 夜明け, 日の出, 朝焼け, 曙, あけぼの
morning: 朝, 早朝
day: 昼, 日中, 正午, 真昼
golden-hour: 夕方, 黄昏時, 夕刻
sunset: 夕焼け, 夕日, 夕陽, 日没, 日の入り
dusk: 夕暮れ, 黄昏, 薄暮, たそがれ
night: 夜, 真夜中, 深夜, 夜中
sky: 空, 青空
sun: 太陽, 日差し, 陽光, 晴れ
moon: 月, 満月, 月光, 月明かり
crescent: 三日月, 半月
stars: 星, 星空, 星々
milky-way: 天の川, 銀河系
aurora: オーロラ
comet: 彗星, 流れ星, 流星
clouds: 雲, 曇り雲, 入道雲
rainbow: 虹
rain: 雨, 小雨
snow: 雪, 吹雪
fog: 霧, 霞, もや
storm: 嵐, 暴風雨
lightning: 雷, 稲妻, 稲光
wind: 風, そよ風
overcast: 曇り, 曇天
planet: 惑星, 土星, 火星
rocket: ロケット, 宇宙船
galaxy: 銀河, 星雲
astronaut: 宇宙飛行士
ufo: 空飛ぶ円盤, 宇宙人
space: 宇宙
mountain: 山, 山々, 富士山, 山脈, 峰
hill: 丘, 風景
desert: 砂漠
dune: 砂丘
volcano: 火山
cliff: 崖, 断崖
canyon: 峡谷, 渓谷
island: 島, 島々
beach: 浜, 砂浜, 海岸, 浜辺, ビーチ
meadow: 草原, 牧場, 牧草地
field: 畑, 田んぼ, 麦畑, 野原
road: 道, 道路, 小道
rock: 岩, 石
iceberg: 氷山, 氷河
valley: 谷
sea: 海, 大海, 水, 湾
wave: 波, 大波
lake: 湖, 池
river: 川, 小川, 河
waterfall: 滝
forest: 森, 林, 森林, 木々
tree: 木, 樹, 紅葉の木
pine: 松, 松の木, 杉, モミの木
palm: ヤシの木, ヤシ, 椰子
birch: 白樺
oak: 樫, ナラの木
cherry-tree: 桜, 桜の木, 桜の花
bare-tree: 枯れ木, 裸の木
willow: 柳
cactus: サボテン
flower: 花, 花々, 花束, ヒナギク
sunflower: ひまわり, ヒマワリ, 向日葵
tulip: チューリップ
lavender: ラベンダー
poppy: ポピー, ケシ
rose: 薔薇, バラ
grass: 草, 芝生
reed: 葦
mushroom: きのこ, キノコ
bamboo: 竹, 竹林
city: 都市, 街, 街並み, 高層ビル, 都会, ビル, 摩天楼
house: 家, 小屋, 民家
village: 村
castle: 城, お城
lighthouse: 灯台
bridge: 橋
windmill: 風車
tower: 塔
temple: 寺, お寺, 五重塔, 寺院
torii: 鳥居, 神社
church: 教会
pyramid: ピラミッド
tent: テント
fence: 柵
lamp: 街灯, 提灯, ランプ, 灯籠
boat: 小舟, ボート, 舟
sailboat: 帆船, 船, ヨット
balloon: 気球, 熱気球, 風船
train: 列車, 電車, 汽車
kite: 凧
plane: 飛行機
car: 車, 自動車
bicycle: 自転車
bird: 鳥, 小鳥, カモメ, 鶴, カラス, 鷹
cat: 猫, ネコ, ねこ, 子猫
dog: 犬, イヌ, いぬ, 子犬
horse: 馬
deer: 鹿, シカ
whale: 鯨, クジラ, くじら
fish: 魚, 金魚, 鯉
fox: 狐, キツネ, きつね
wolf: 狼, オオカミ
elephant: 象, ゾウ
rabbit: 兎, ウサギ, うさぎ
owl: 梟, フクロウ
swan: 白鳥, 鴨
butterfly: 蝶, 蝶々
bear: 熊, クマ
dolphin: イルカ
sheep: 羊
cow: 牛
camel: ラクダ, 駱駝, +キャラバン
person: 人, 人物, 男, 女, 旅人, 侍, 釣り人, 人々
couple: カップル, 恋人, 二人
child: 子供, 子ども, 少年, 少女
apple: りんご, リンゴ, 林檎
pear: 梨, 洋梨
orange: みかん, オレンジの実, 蜜柑
lemon: レモン
grapes: ぶどう, 葡萄, ブドウ
cherry: さくらんぼ, サクランボ
banana: バナナ
vase: 花瓶
cup: コップ, カップ, コーヒー, お茶, 茶碗
teapot: 急須, ティーポット
candle: ろうそく, キャンドル, 蝋燭
book: 本
bottle: 瓶, ワイン, ボトル
bowl: 鉢, 果物, 静物, 静物画
table: 机, テーブル
# colours
red: 赤, 赤い, 紅, 真っ赤
orange: オレンジ, オレンジ色, 橙
yellow: 黄色, 黄色い, 黄
gold: 金色, 黄金, 金
green: 緑, 緑色
turquoise: 青緑, ターコイズ
blue: 青, 青い, 藍
violet: 紫, 紫色
pink: ピンク, 桃色
brown: 茶色, 茶色い
white: 白, 白い, 真っ白
grey: 灰色, グレー, 銀色
black: 黒, 黒い
# moods
calm: 静か, 静かな, 穏やか, 穏やかな
dark: 暗い, 陰気
bright: 明るい, 楽しい, 鮮やか, カラフル
dreamy: 夢, 幻想的, 魔法, 不思議
romantic: ロマンチック, 愛
lonely: 孤独, 寂しい, 一人
warm: 暖かい, 暑い
cold: 寒い, 冷たい, 凍った
pastel: パステル, 淡い
neon: ネオン, 未来的
vintage: レトロ, 古い
dramatic: 劇的, 壮大, 雄大
# seasons
spring: 春
summer: 夏
autumn: 秋, 紅葉
winter: 冬
# places
left: 左, 左側
right: 右, 右側
centre: 中央, 真ん中
far: 遠く, 遠い, 遠景, 背景, 彼方
near: 近く, 手前, 前景
# relations
over: の上, 上
under: の下, 下
behind: の後ろ, 後ろ
before: の前, 前
beside: の隣, そば, 隣
# numbers
1: 一つ, 一, 一匹, 一羽
2: 二つ, 二, 二匹, 二羽, 二隻, 2つ
3: 三つ, 三, 三匹, 三羽, 三隻, 三本, 3つ
4: 四つ, 四, 四匹, いくつか
5: 五つ, 五, 五匹, 五羽
6: 六つ, 六
7: 七つ, 七
8: 八つ, 八
9: 九つ, 九, たくさん, 多く, 群れ
10: 十
12: 十二
20: 無数, 数百
# sizes
large: 大きな, 大きい, 巨大
small: 小さな, 小さい
# not
not: なし, のない
# styles
oil: 油絵, 油彩
impressionist: 印象派
watercolour: 水彩, 水彩画
pencil: 鉛筆, 鉛筆画, スケッチ, デッサン
charcoal: 木炭, 木炭画
ink-hatching: ペン画, インク, 水墨画
engraving: 銅版画
woodblock: 浮世絵, 木版画, 版画
pop-art: ポップアート
halftone: 網点
comic: 漫画, マンガ
stained-glass: ステンドグラス
low-poly: ローポリ
mosaic: モザイク
pixel-art: ドット絵, ピクセルアート
duotone: 二色
vaporwave: ヴェイパーウェイブ
# abstracts
abstract: 抽象, 抽象画, 抽象的
geometric: 幾何学, 幾何学的
flowing: 流れ, 渦, 煙, 音楽, 踊り
cells: 結晶, 細胞
circles: 円, 輪
stripes: 縞, ストライプ
tiles: タイル, 模様, 迷路
layers: 切り絵, 層
`;
