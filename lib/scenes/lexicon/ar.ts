/** Arabic: a name, then the words for it, without article or attached particles; "+" marks plurals. */
export const arabic = `
# concepts
dawn: فجر, شروق, شروق الشمس
morning: صباح
day: نهار, ظهر, ظهيرة, يوم
golden-hour: ساعة ذهبية, عصر, مساء
sunset: غروب, غروب الشمس
dusk: غسق, شفق المساء
night: ليل, ليلة, ليلا, منتصف الليل
sky: سماء
sun: شمس, مشمس
moon: قمر, بدر, ضوء القمر
crescent: هلال
stars: نجمة, نجم, +نجوم
milky-way: درب التبانة
aurora: شفق, شفق قطبي
comet: مذنب, شهاب, نيزك
clouds: سحابة, غيمة, +غيوم, +سحب, غائم
rainbow: قوس قزح
rain: مطر, +أمطار, ماطر, ممطر
snow: ثلج, +ثلوج, ثلجي, مثلج
fog: ضباب, ضبابي
storm: عاصفة, +عواصف, عاصف
lightning: برق, صاعقة
wind: ريح, +رياح, نسيم
overcast: سماء ملبدة, سماء رمادية
planet: كوكب, +كواكب, زحل, مريخ
rocket: صاروخ, سفينة فضائية
galaxy: مجرة, سديم
astronaut: رائد فضاء
ufo: صحن طائر, طبق طائر
space: فضاء, كون
mountain: جبل, +جبال, قمة
hill: تل, تلة, +تلال, منظر طبيعي
desert: صحراء
dune: كثيب, +كثبان
volcano: بركان
cliff: منحدر, جرف
canyon: أخدود, خانق
island: جزيرة, +جزر
beach: شاطئ, ساحل
meadow: مرج, +مروج, مرعى
field: حقل, +حقول, قمح
road: طريق, شارع, درب
rock: صخرة, +صخور, حجر
iceberg: جبل جليدي, جليد
valley: وادي, واد
sea: بحر, محيط, ماء, خليج
wave: موجة, +أمواج, موج
lake: بحيرة, بركة
river: نهر, +أنهار, جدول
waterfall: شلال, +شلالات
forest: غابة, +غابات, +أشجار
tree: شجرة
pine: صنوبر, شجرة صنوبر
palm: نخلة, +نخيل, نخل
birch: بتولا
oak: بلوط, سنديان
cherry-tree: أزهار الكرز, شجرة كرز, ساكورا
bare-tree: شجرة عارية, شجرة ميتة
willow: صفصاف
cactus: صبار
flower: زهرة, +زهور, +أزهار, وردة برية
sunflower: دوار الشمس, عباد الشمس
tulip: توليب
lavender: خزامى, لافندر
poppy: خشخاش, شقائق النعمان
rose: وردة, +ورود, ورد
grass: عشب, +أعشاب
reed: قصب
mushroom: فطر
bamboo: خيزران, بامبو
city: مدينة, +مدن, ناطحة سحاب, ناطحات سحاب
house: بيت, منزل, +بيوت, كوخ
village: قرية
castle: قلعة, قصر
lighthouse: منارة
bridge: جسر
windmill: طاحونة, طاحونة هواء
tower: برج, +أبراج
temple: معبد
torii: توري, بوابة يابانية
church: كنيسة
pyramid: هرم, +أهرام, +أهرامات
tent: خيمة, +خيام
fence: سياج
lamp: مصباح, فانوس, +فوانيس
boat: قارب, +قوارب, زورق
sailboat: سفينة, مركب شراعي, +سفن, شراع, مركب
balloon: منطاد, بالون, +مناطيد
train: قطار
kite: طائرة ورقية
plane: طائرة
car: سيارة
bicycle: دراجة
bird: طائر, طير, +طيور, عصفور, نورس, نسر
cat: قطة, قط, +قطط
dog: كلب, +كلاب
horse: حصان, +خيول, فرس
deer: غزال, أيل, +غزلان
whale: حوت
fish: سمكة, +أسماك, سمك
fox: ثعلب
wolf: ذئب, +ذئاب
elephant: فيل
rabbit: أرنب
owl: بومة
swan: بجعة, بطة
butterfly: فراشة, +فراشات
bear: دب
dolphin: دلفين
sheep: خروف, +خراف
cow: بقرة, +أبقار
camel: جمل, +جمال, +قافلة
person: شخص, رجل, امرأة, +ناس, مسافر, صياد
couple: زوجان, عاشقان
child: طفل, طفلة, +أطفال, ولد, بنت
apple: تفاحة, تفاح
pear: كمثرى, إجاص
orange: برتقالة, برتقال
lemon: ليمون, ليمونة
grapes: عنب
cherry: كرز
banana: موز, موزة
vase: مزهرية
cup: فنجان, كوب, قهوة, شاي
teapot: إبريق
candle: شمعة, +شموع
book: كتاب, +كتب
bottle: زجاجة, قنينة
bowl: وعاء, فاكهة, فواكه, طبيعة صامتة
table: طاولة, مائدة
# colours
red: أحمر, حمراء
orange: برتقالي, برتقالية
yellow: أصفر, صفراء
gold: ذهبي, ذهبية
green: أخضر, خضراء
turquoise: فيروزي, تركواز
blue: أزرق, زرقاء
violet: بنفسجي, أرجواني
pink: وردي, وردية, زهري
brown: بني, بنية
white: أبيض, بيضاء
grey: رمادي, رمادية, فضي
black: أسود, سوداء
# moods
calm: هادئ, هادئة, هدوء
dark: مظلم, مظلمة, كئيب, داكن
bright: مشرق, مبهج, سعيد, زاهي
dreamy: حالم, سحري, خيالي, حلم
romantic: رومانسي, حب
lonely: وحيد, وحيدة, حزين
warm: دافئ, حار
cold: بارد, باردة, متجمد
pastel: باستيل, ناعم
neon: نيون, مستقبلي
vintage: قديم, قديمة, عتيق
dramatic: درامي, ملحمي
# seasons
spring: ربيع
summer: صيف
autumn: خريف
winter: شتاء
# places
left: يسار, على اليسار
right: يمين, على اليمين
centre: وسط, منتصف
far: بعيد, بعيدة, بعيدا, في الأفق, في الخلفية
near: قريب, في المقدمة
# relations
over: فوق, على
under: تحت
behind: خلف, وراء
before: أمام
beside: بجانب, بجوار
# numbers
1: واحد, واحدة
2: اثنان, اثنين, اثنتان
3: ثلاثة, ثلاث
4: أربعة, أربع, بضعة, بعض
5: خمسة, خمس, عدة
6: ستة, ست
7: سبعة, سبع
8: ثمانية, ثماني
9: تسعة, تسع, كثير, كثيرة, العديد من
10: عشرة, عشر
12: اثنا عشر, دزينة
20: مئات, آلاف
# sizes
large: كبير, كبيرة, ضخم, عملاق
small: صغير, صغيرة
# not
not: بدون, بلا, دون, لا
# styles
oil: زيتية, لوحة زيتية, ألوان زيتية
impressionist: انطباعي, انطباعية
watercolour: ألوان مائية, مائية
pencil: قلم رصاص, رسم, رصاص
charcoal: فحم
ink-hatching: حبر
engraving: نقش
woodblock: طباعة خشبية, حفر على الخشب
pop-art: بوب آرت
halftone: تنقيط
comic: كوميك, رسوم متحركة
stained-glass: زجاج ملون, زجاج معشق
low-poly: مضلعات
mosaic: فسيفساء
pixel-art: بكسل
duotone: لونين
vaporwave: فيبرويف
# abstracts
abstract: تجريدي, تجريدية, تجريد
geometric: هندسي, هندسية, أشكال
flowing: انسياب, دوامة, دخان, موسيقى, رقص
cells: خلايا, بلور, كريستال
circles: دائرة, دوائر, حلقات
stripes: خطوط, مخطط
tiles: بلاط, متاهة, نمط
layers: طبقات, تدرج
`;
